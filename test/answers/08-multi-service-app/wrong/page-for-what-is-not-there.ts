// api, rejected by 08.2-status
// It leaves unknown paths to Express, which responds with HTML.
// #region 08.2-notFound
// #endregion
