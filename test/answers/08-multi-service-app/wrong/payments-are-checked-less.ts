// requests, rejected by 08.2-fields
// It accepts any IDs in a payment.
// #region given-rules
const isAny: Rule = (value) => typeof value === 'string'
const RULES: Readonly<Record<ShopEvent, Readonly<Record<string, Rule>>>> = {
  'user.created': { name: (value) => isText(value, 100) },
  'order.placed': {
    userId: (value) => isText(value, 100),
    item: (value) => isText(value, 200),
    quantity: (value) => isCount(value, 1000),
  },
  'payment.completed': { userId: isAny, orderId: isAny, amount: (value) => isCount(value, 100_000_000) },
}
// #endregion
