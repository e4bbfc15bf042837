// api, rejected by 08.2-status
// It keeps Express's limit of 100 KB.
// #region 08.2-body
const body = [onlyJson, express.json()]
// #endregion
