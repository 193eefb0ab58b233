import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { me, updateMe, type Me, type UpdateMe } from '@bo1/contracts/account/schema';
import { Caller, type Person } from '../auth/person.ts';
import { CHANGING, Answers, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { AccountService } from './account.service.ts';

@ApiTags('Account')
@Controller(`${API}/me`)
export class AccountController {
  constructor(private readonly account: AccountService) {}

  @Get()
  @Operation('Who you are')
  @Answers(200, me, 'Your account')
  @Refuses()
  me(@Caller() person: Person): Me {
    return this.account.me(person);
  }

  @Patch()
  @Operation('Change your name or your defaults')
  @Answers(200, me, 'Your account after the change')
  @Refuses('validation_failed', ...CHANGING)
  update(@Caller() person: Person, @Body({ schema: updateMe }) body: UpdateMe): Promise<Me> {
    return this.account.update(person, body);
  }
}
