// logger, rejected by 08.3-all
// It lists the events of today, so it never logs those of tomorrow.
// #region 08.3-listen
for (const name of ['user.created', 'order.placed', 'payment.completed'] as const) {
  await events.on(name, (_data, event) => handled(event, () => options.write(lineOf(event))))
}
// #endregion
