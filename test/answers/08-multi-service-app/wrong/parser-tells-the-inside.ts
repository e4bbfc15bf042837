// api, rejected by 08.2-no-object
// It sends the stack, with the paths of our modules.
// #region 08.2-onError
if (error.status >= 400 && error.status < 500) {
  refuse(response, error.status, String((error as Error).stack))
  return
}
// #endregion
