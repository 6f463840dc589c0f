import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { PaymentEntry } from "../components/payment-entry"
import { useLedger } from "../lib/payments-api"

/** An order's payments as their providers know them, with each call, each unknown answer and each dispute. */
const OrderPayments = ({ data: order }: { data: { readonly id: string } }) => {
  const { data: payments, error, refetch } = useLedger(order.id)
  return (
    <Container className="divide-y p-0" role="region" aria-labelledby="payments-at-providers">
      <div className="px-6 py-4">
        <Heading level="h2" id="payments-at-providers">
          Payments at their providers
        </Heading>
      </div>
      {payments ? (
        payments.length > 0 ? (
          payments.map((payment) => <PaymentEntry key={payment.session_id} orderId={order.id} payment={payment} />)
        ) : (
          <div className="px-6 py-4">
            <Text size="small">No payment belongs to this order.</Text>
            <Text size="small" className="text-ui-fg-subtle">
              If something is to be paid, the section Payments of this page makes a payment link or marks it as paid.
            </Text>
          </div>
        )
      ) : error ? (
        <div className="flex flex-col items-start gap-3 px-6 py-4" role="alert">
          <Text size="small" className="text-ui-fg-error break-words">
            {error.message}
          </Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : (
        <div className="px-6 py-4" aria-busy>
          <Skeleton className="h-48 w-full" />
        </div>
      )}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.after", id: "payment-order-payments" })

export default OrderPayments
