// rooms, rejected by 03.3-last
// It keeps the subscription after the last member has left.
// #region 03.3-unsubscribeIfEmpty
    void room
// #endregion
