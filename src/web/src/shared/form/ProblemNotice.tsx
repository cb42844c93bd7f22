import { Alert } from '@mantine/core';
import { Link } from 'wouter';
import { Problem, wordsOfProblem } from '../../api/problem';
import { formWords as words } from './words';

/** Why something was refused, with the way to where it can be done. */
export function ProblemNotice({ of, color = 'red' }: { of: unknown; color?: string }) {
  const link = of instanceof Problem ? of.link : null;
  return <Alert color={color} role="alert">{wordsOfProblem(of)}{link && <> <Link href={link}>{words.goThere}</Link></>}</Alert>;
}
