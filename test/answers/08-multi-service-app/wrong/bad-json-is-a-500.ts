// api, rejected by 08.2-no-object
// It treats a parser error as a server error.
// #region 08.2-onError
// #endregion
