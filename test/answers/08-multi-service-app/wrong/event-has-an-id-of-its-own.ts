// publisher, rejected by 08.1-accepted
// The bus makes an id by itself. It is not the one of the answer, and nobody can tell which order is which.
      // #region 08.1-send
      board.sends(event, id)
      const subscriptions = await bus.emit(event, data, { key: data.userId })
      board.confirms(id)
      return subscriptions
      // #endregion
