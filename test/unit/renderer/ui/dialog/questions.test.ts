import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, test } from 'vitest';
import { useQuestions } from '../../../../../renderer/ui/dialog/questions.ts';

beforeEach(() => {
  setActivePinia(createPinia());
});

const skip = { title: 'Go on without a slip?', text: '', yes: 'yes', no: 'no' };

test('a question whose reason is gone closes by itself, and that is no yes', async () => {
  const questions = useQuestions();
  const answer = questions.ask(skip);
  questions.withdraw(skip);
  expect(await answer).toBe(false);
  expect(questions.question).toBeNull();
});

test('taking back one that was answered leaves the next question open', async () => {
  const questions = useQuestions();
  const first = questions.ask(skip);
  questions.question?.answer(true);
  expect(await first).toBe(true);
  void questions.ask({ ...skip, title: 'Another' });
  questions.withdraw(skip);
  questions.withdraw(null);
  expect(questions.question?.title).toBe('Another');
});
