// gateway, rejected by 03.6-may-not
// An error of mayJoin() is reported with the channel of notifications.
    // #region 03.6-mayEnter
    try {
      return (await options.mayJoin(user, room)) === true
    } catch (error) {
      report({ kind: 'handler', error, channel: notifications })
      return false
    }
    // #endregion
