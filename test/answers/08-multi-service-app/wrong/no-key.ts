// publisher, rejected by 08.1-accepted
// Without a key, nobody can keep the events of a user in order.
      // #region 08.1-send
      board.sends(event, id)
      const subscriptions = await bus.emit(event, data, { id })
      board.confirms(id)
      return subscriptions
      // #endregion
