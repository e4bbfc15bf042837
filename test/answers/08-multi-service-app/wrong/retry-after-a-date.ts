// api, rejected by 08.6-down
// It sends a date. HTTP allows that, but the contract asks for seconds.
// #region 08.6-retry
response.set('Retry-After', new Date(Date.now() + 1000 * RETRY_AFTER).toUTCString())
// #endregion
