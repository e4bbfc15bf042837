// gateway, rejected by 03.3-last
// A socket that disconnects keeps its subscriptions.
// #region 03.3-onDisconnecting
      void rooms
// #endregion
