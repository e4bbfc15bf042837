// deliveries, rejected by 03.7-others
// The sending socket receives its own message.
// #region 03.7-members
    return all
// #endregion
