"""Many clips: scored in many processes or on a cluster, saved, compared with expectations.

    find -> jobs -> executors (processes, cluster) -> scored clips -> files, totals, expectations

Executors know nothing of clips, files know nothing of executors; `run` brings them together.
"""
