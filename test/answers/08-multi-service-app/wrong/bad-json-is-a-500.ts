// api, rejected by 08.2-no-object
// Every error that comes to the handler of errors is taken for one of our own.
    // #region 08.2-onError
    // #endregion
