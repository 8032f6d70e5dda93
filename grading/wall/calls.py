"""Which system calls are refused behind the wall, and their numbers on the two kinds of processor.

Everything else is allowed: what learners' honest work needs is too much to list, and what is dangerous is not.
A name maps to its number on x86_64 and on aarch64, None where that processor does not have it.
"""

from __future__ import annotations

OTHERS = {  # reaching into another process, or changing how it runs
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "setpriority": (141, 140),
}
WORLDS = {  # a namespace or a mount of one's own, or a file that nobody showed
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "fanotify_init": (300, 262),
}
KERNEL = {  # large and seldom used parts of the kernel, and what belongs to the administrator
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "ioperm": (173, None),
    "iopl": (172, None),
    "modify_ldt": (154, None),
    "lookup_dcookie": (212, 18),
    "vhangup": (153, 58),
    "nfsservctl": (180, 42),
    "personality": (135, 92),
}
STAYS = {  # what stays behind for the next learner in the same sandbox, or is memory that nobody counts
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmdt": (67, 197),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    "mq_timedsend": (242, 182),
    "mq_timedreceive": (243, 183),
    "mq_notify": (244, 184),
    "mq_getsetattr": (245, 185),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
}
NETWORK = {"socket": (41, 198)}  # of every family; socketpair, and sockets that were handed in, still work
REFUSED = {**OTHERS, **WORLDS, **KERNEL, **STAYS, **NETWORK}

SOMETIMES = {  # refused for some of their arguments only
    "clone": (56, 220),
    "clone3": (435, 435),
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "prctl": (157, 167),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "setsid": (112, 157),
    "setpgid": (109, 154),
}
NUMBERS = {**REFUSED, **SOMETIMES}
NEWER = 457  # this number and higher ones are calls that came after Linux 6.7, of which nothing is known here

# Arguments of the calls in SOMETIMES, from the kernel's own headers.
NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET
TERMINALS = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX: type into a terminal
OWNERS = (0x8901, 0x8902)  # FIOSETOWN and SIOCSPGRP: have the kernel send signals to somebody else
SET_OWNER = (8, 15)  # F_SETOWN and F_SETOWN_EX: the same for any file
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
