import { Button, Drawer, Label, Select, Text, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useStockChange } from "../../lib/stock-api"

const KINDS = { safety_stock: "Safety stock", item_policies: "Item policies", receipts: "Scheduled receipts" } as const

/** Brings a sheet in: looked at first, and only then written. A bad row changes nothing and is named. */
export function SheetDrawer() {
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<keyof typeof KINDS>("safety_stock")
  const [csv, setCsv] = useState("")
  const [checked, setChecked] = useState<string | null>(null)
  const change = useStockChange<{ rows: number; changed: number }>()

  const send = async (dryRun: boolean) => {
    try {
      const { rows, changed } = await change.mutateAsync({
        path: "/admin/atp/import",
        body: { kind, csv, dry_run: dryRun },
      })
      if (dryRun) setChecked(`${rows} rows are fine; ${changed} would change something.`)
      else {
        toast.success(`${changed} of ${rows} rows changed something.`)
        setOpen(false)
        setChecked(null)
        setCsv("")
      }
    } catch (error) {
      setChecked(null)
      toast.error((error as Error).message)
    }
  }

  return (
    <Drawer open={open} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          Import
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>Import a sheet</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <Label htmlFor="sheet-kind">What it holds</Label>
            <Select
              value={kind}
              onValueChange={(next) => {
                setKind(next as keyof typeof KINDS)
                setChecked(null)
              }}
            >
              <Select.Trigger id="sheet-kind">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {Object.entries(KINDS).map(([value, label]) => (
                  <Select.Item key={value} value={value}>
                    {label}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
            <a
              className="txt-small text-ui-fg-interactive"
              href={`/admin/atp/export?kind=${kind}`}
              download={`${kind}.csv`}
            >
              Download the present values as a sheet to begin with
            </a>
          </div>
          <div className="flex flex-col gap-2">
            <Label htmlFor="sheet-file">File</Label>
            <input
              id="sheet-file"
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                void event.target.files?.[0]?.text().then((text) => {
                  setCsv(text)
                  setChecked(null)
                })
              }}
            />
            <Label htmlFor="sheet-text">or its text</Label>
            <Textarea
              id="sheet-text"
              rows={10}
              className="font-mono"
              value={csv}
              onChange={(event) => {
                setCsv(event.target.value)
                setChecked(null)
              }}
            />
          </div>
          <Text size="small" aria-live="polite" className="text-ui-fg-subtle">
            {checked ?? "Check it first. One bad row, and nothing is changed."}
          </Text>
        </Drawer.Body>
        <Drawer.Footer>
          <Button
            variant="secondary"
            disabled={!csv}
            isLoading={change.isPending}
            onClick={() => {
              void send(true)
            }}
          >
            Check
          </Button>
          <Button
            disabled={!checked}
            isLoading={change.isPending}
            onClick={() => {
              void send(false)
            }}
          >
            Import
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}
