// gateway, rejected by 03.6-may-not
// Everybody may enter every room.
    // #region 03.6-mayEnter
    void [user, room]
    return true
    // #endregion
