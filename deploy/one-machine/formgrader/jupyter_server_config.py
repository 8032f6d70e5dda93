"""The trainers' formgrader: a Jupyter server that runs nothing. As the user `course`, it could read all of theirs."""

from grading.course import HOME

c = get_config()  # noqa: F821  (traitlets puts it here)
c.ServerApp.terminals_enabled = False
c.KernelSpecManager.allowed_kernelspecs = {"none"}  # an empty set would allow all
c.KernelSpecManager.ensure_native_kernel = False
# formgrader wants the course's folder to lie in this one. Here it is all there is, and it is read-only.
c.ServerApp.root_dir = str(HOME)
c.ServerApp.default_url = "/formgrader"
c.ServerApp.jpserver_extensions = {
    "grading.formgrader_door": True,  # before nbgrader's own, which it guards
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.validate_assignment": False,
    "jupyterlab": False,
    "jupyter_lsp": False,
    "jupyter_server_terminals": False,
    "notebook": False,
}
