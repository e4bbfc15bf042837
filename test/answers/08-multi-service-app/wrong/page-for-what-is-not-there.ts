// api, rejected by 08.2-status
// Express answers by itself, with a page for people.
  // #region 08.2-errors
  // #endregion
