// api, rejected by 08.2-no-object
// It takes an error of the parser for an error of the server.
// #region 08.2-onError
// #endregion
