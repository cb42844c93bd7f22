import { AdminPage } from '../admin/AdminPage';
import { useMay } from '../session/session';
import { BringAgency } from './BringAgency';
import { ExportSection } from './ExportSection';
import { HistorySection } from './HistorySection';
import { movingWords as words } from './words';

/** Moving in and out: the history of a former product, the full export, and an agency from another Rosterline. */
export default function MovingPage() {
  const mayExport = useMay('export_organisation');
  return (
    <AdminPage title={words.title} line={words.line}>
      <HistorySection />
      {mayExport && <ExportSection />}
      <BringAgency />
    </AdminPage>
  );
}
