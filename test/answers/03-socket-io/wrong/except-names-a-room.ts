// deliveries, rejected by 03.7-others
// `except` can name any room, and leave out all of its members.
// #region 03.7-members
    return except === undefined ? all : all.except(except)
// #endregion
