"""Many clips: scored in many processes or on a cluster, kept at once, compared with what is due.

    find -> jobs -> executors (processes, cluster) -> scored clips -> files, totals, expectations

Executors know nothing of clips, files know nothing of executors; `run` brings them together.
"""
