// gateway, rejected by 03.6-may-not
// What mayJoin() said of a user is remembered for all rooms.
    // #region 03.6-mayEnter
    const known = user as User & { may?: boolean }
    if (known.may) return true
    try {
      known.may = (await options.mayJoin(user, room)) === true
      return known.may
    } catch (error) {
      report({ kind: 'handler', error, channel: channelOf(room) })
      return false
    }
    // #endregion
