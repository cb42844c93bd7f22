import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { sessionWords } from '../../session/words';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Reading } from '../../shared/page/Reading';
import { PasskeysSection } from './PasskeysSection';
import { useOwnSignIn } from './reading';
import { TwoStepSection } from './TwoStepSection';

/** All that opens to somebody whose organisation asks for a second step she has not set up. */
export default function SecondStep() {
  const own = useOwnSignIn();
  const queries = useQueryClient();
  const signOut = useMutation({ mutationFn: () => call('DELETE /session'), onSettled: () => queries.resetQueries() });
  return (
    <main>
      <Page width="narrow">
        <PageHead title={sessionWords.secondStepTitle} line={sessionWords.secondStepLine}>
          <Button variant="default" onClick={() => signOut.mutate()}>{sessionWords.signOut}</Button>
        </PageHead>
        <Reading of={own}>{(read) => <><PasskeysSection own={read} /><TwoStepSection own={read} /></>}</Reading>
      </Page>
    </main>
  );
}
