import os

from grading.rooms import copy_course, own_folder


def test_only_the_learners_side_of_the_course_is_copied_and_everybody_may_read_it(tmp_path):
    copy_course(tmp_path / "course")
    assert set(os.listdir(tmp_path / "course")) == {"cxlab", "datasets", "grading"}
    assert set(os.listdir(tmp_path / "course" / "grading")) == {"wire", "wall"}
    assert os.listdir(tmp_path / "course" / "datasets") == ["tables"]
    assert not (tmp_path / "course" / "datasets" / "tables" / "instructors").exists()


def test_a_folder_goes_whatever_was_done_to_it():
    with own_folder() as folder:
        here = os.getcwd()
        os.makedirs(f"{folder}/closed/inside")
        os.chmod(f"{folder}/closed", 0)
        os.chdir(folder)
        for _ in range(1500):
            os.mkdir("d")
            os.chdir("d")
        os.chdir(here)
    assert not os.path.exists(folder)


def test_a_folder_that_is_gone_already_is_no_trouble():
    with own_folder() as folder:
        os.rmdir(folder)
