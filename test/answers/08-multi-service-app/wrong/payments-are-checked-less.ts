// requests, rejected by 08.2-fields
// The ids of a payment are our own, so why look at them?
  // #region 08.2-readers
  'user.created': ({ name }, id) => ({
    data: { userId: id, name: name as string },
    checks: { name: isText(name, 100) },
  }),
  'order.placed': ({ userId, item, quantity }, id) => ({
    data: { orderId: id, userId: userId as string, item: item as string, quantity: quantity as number },
    checks: { userId: isText(userId, 100), item: isText(item, 200), quantity: isCount(quantity, 1000) },
  }),
  'payment.completed': ({ userId, orderId, amount }, id) => ({
    data: {
      paymentId: id,
      orderId: orderId as string,
      userId: userId as string,
      amount: amount as number,
    },
    checks: {
      userId: typeof userId === 'string',
      orderId: typeof orderId === 'string',
      amount: isCount(amount, 100_000_000),
    },
  }),
  // #endregion
