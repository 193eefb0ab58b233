import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AllowedMethods } from './allowed-methods.ts';
import { ContractPipe } from './contract.pipe.ts';
import { ProblemFilter } from './problem.filter.ts';

@Global()
@Module({
  providers: [
    AllowedMethods,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: ContractPipe },
  ],
  exports: [AllowedMethods],
})
export class ProblemsModule {}
