// api, rejected by 08.6-away
// Retry-After may be a date in HTTP, and is a number of seconds in this contract.
      // #region 08.6-retry
      response.set('Retry-After', new Date(Date.now() + 1000).toUTCString())
      // #endregion
