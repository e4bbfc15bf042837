// gateway, rejected by 03.6-may-not
// The promise is taken for a yes.
    // #region 03.6-mayEnter
    return Boolean(options.mayJoin(user, room))
    // #endregion
