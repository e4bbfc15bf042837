// requests, rejected by 08.2-fields
// It accepts any IDs in a payment.
// #region given-rules
const isAny: Rule = (value) => typeof value === 'string'
const RULES: Readonly<Record<ShopEvent, Readonly<Record<string, Rule>>>> = {
  'user.created': { name: isText(100) },
  'order.placed': { userId: isText(100), item: isText(200), quantity: isCount(1000) },
  'payment.completed': { userId: isAny, orderId: isAny, amount: isCount(100_000_000) },
}
// #endregion
