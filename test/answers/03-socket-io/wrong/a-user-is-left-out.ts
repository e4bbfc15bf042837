// gateway, rejected by 03.7-others
// All tabs of the sender are left out.
    // #region 03.7-forOthers
    return { ...message, except: userRoom(sender.data.user.id) }
    // #endregion
