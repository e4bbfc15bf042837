// rooms, rejected by 03.5-others-ended
// After one rejected UNSUBSCRIBE, a socket that disconnects keeps its other rooms.
// #region given-leave
      const failed = socket as { failure?: unknown }
      await socket.leave(socketRoom(room))
      const before = (socket as { turn?: Promise<void> }).turn
      const turn = (async () => {
        await before
        if (failed.failure) throw failed.failure
        await unsubscribeIfEmpty(room)
      })()
      ;(socket as { turn?: Promise<void> }).turn = turn
      await turn
// #endregion
