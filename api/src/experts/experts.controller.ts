import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { offeredExpertList, type OfferedExpertList } from '@bo1/contracts/experts/schema';
import { Answers, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ExpertsRepository } from './experts.repository.ts';

@ApiTags('Experts')
@Controller(`${API}/experts`)
export class ExpertsController {
  constructor(private readonly experts: ExpertsRepository) {}

  @Get()
  @Operation(
    'Experts from whom boards are chosen',
    'By name. Their codes may be pinned or excluded when a meeting is started.',
  )
  @Answers(200, offeredExpertList, 'The experts')
  @Refuses()
  async offered(): Promise<OfferedExpertList> {
    return { experts: await this.experts.offered() };
  }
}
