"""Kernels that numba compiles (extra ``fast``); imported only when there is enough work."""
