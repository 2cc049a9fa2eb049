from tests.cooperative.test_money_machine import live
import sqlalchemy as sa
def test_it(make_books):
    all=[]
    def mk():
        all.append(make_books("sqlite")); return all[-1]
    live(mk, villages=12, acts=24)
    from collections import Counter
    c=Counter()
    for b in all:
      with b.reading() as s:
        c.update({k:n for k,n in s.connection().execute(sa.text("select kind, count(*) from activity group by kind"))})
        c['bon']+=s.connection().execute(sa.text("select count(*) from transfer t join account a on a.cooperative_id=t.cooperative_id and a.id=t.debit_account_id where a.kind='credit'")).scalar()
    print(c)
