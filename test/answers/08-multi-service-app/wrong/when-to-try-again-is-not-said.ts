// api, rejected by 08.6-away
// 503, and when may I come back?
      // #region 08.6-retry
      // #endregion
