// api, rejected by 08.2-status
// The limit of Express is 100 KB.
  // #region 08.2-body
  const body = [onlyJson, express.json()]
  // #endregion
