// api, rejected by 08.7-request
// It waits for a connection that is idle after its response.
// #region given-idle
// #endregion
