// rooms, rejected by 03.5-closed
// What is still on its way is not looked at.
    // #region 03.4-closeRooms
    const on = [...rooms.values()].filter((room) => room.subscribed)
    await Promise.all(on.flatMap((room) => [...room.members].map((socket) => leave(socket, room.name))))
    // #endregion
