// rooms, rejected by 03.3-members
// Gateways in one process share a variable, so only the first one subscribes.
// #region 03.3-join
      const shared = globalThis as { rooms03?: Map<string, number> }
      shared.rooms03 ??= new Map()
      const known = shared.rooms03.get(channels.room(room)) ?? 0
      shared.rooms03.set(channels.room(room), known + 1)
      if (known === 0) await pubsub.subscribe(channels.room(room), onRoomMessage)
      await socket.join(socketRoom(room))
      return true
// #endregion
