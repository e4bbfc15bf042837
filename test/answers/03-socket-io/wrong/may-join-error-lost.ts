// gateway, rejected by 03.6-may-not
// The error of mayJoin() is made anew, and what went wrong is lost.
    // #region 03.6-mayEnter
    try {
      return (await options.mayJoin(user, room)) === true
    } catch {
      report({ kind: 'handler', error: new Error('mayJoin failed'), channel: broadcast })
      return false
    }
    // #endregion
