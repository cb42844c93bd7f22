import { LookUpSection } from '../../people/lookUp/LookUpSection';
import { AdminPage } from '../AdminPage';
import { adminWords as words } from '../words';
import { PauseSection } from './PauseSection';
import { RulesSection } from './RulesSection';
import { TestModeSection } from './TestModeSection';

/** Whether texts go out at all, and to whom. */
export default function SendingPage() {
  return <AdminPage title={words.sending} line={words.sendingLine}><PauseSection /><TestModeSection /><RulesSection /><LookUpSection /></AdminPage>;
}
