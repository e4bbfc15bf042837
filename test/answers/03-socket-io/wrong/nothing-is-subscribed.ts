// gateway, rejected by 03.1-everyone and 03.2-all-tabs
// No server is subscribed to either channel.
// #region 03.1-subscribe

// #endregion

// #region given-subscribe

// #endregion
