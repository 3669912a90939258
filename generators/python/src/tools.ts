/** The interpreter checks run with: of an environment below the repository. */
export const python = '{tools}/venv/bin/python';

/** What a check leaves behind stays out of the staged copy. */
export const CACHES = {
  MYPY_CACHE_DIR: '{build}/mypy',
  RUFF_CACHE_DIR: '{build}/ruff',
  PYTHONPYCACHEPREFIX: '{build}/pycache',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
};
