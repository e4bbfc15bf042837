// notification, rejected by 08.4-sends
// By a pattern, everything that passes becomes a notification.
      // #region 08.4-listen
      await events.onPattern('*', (_data, event) => handled(event, () => options.send(notificationOf(event))))
      // #endregion
