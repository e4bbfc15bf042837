// rooms, rejected by 03.3-names
// The socket joins the room that the browser named, such as "user:7".
// #region 03.3-join
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      await socket.join([room, socketRoom(room)])
      return true
// #endregion
