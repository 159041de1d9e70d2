using Dateline.Store.Database;

namespace Dateline.Store.Tests.Writing;

/// <summary>A read lends its connection for as long as it lasts: what is asked later would be asked in the middle of another's read.</summary>
public abstract class ReadLaws : StoreLaws
{
    [Fact]
    public void What_leaves_a_read_unasked_is_refused_and_the_next_read_is_none_the_worse()
    {
        var (left, lazy) = Store.Read(db => (db, new Lazy<long?>(() => db.Number("select position from log_head where id = 1"))));

        Assert.Throws<InvalidOperationException>(() => lazy.Value);
        Assert.Throws<InvalidOperationException>(() => left.Execute("select 1"));
        Assert.Equal(0, Store.Read(db => db.Number("select position from log_head where id = 1")));
    }

    [Fact]
    public void What_left_a_read_is_refused_in_the_middle_of_the_next_one_too()
    {
        var left = Store.Read(db => db);

        var position = Store.Read(db =>
        {
            Assert.Throws<InvalidOperationException>(() => left.Number("select 1"));
            return db.Number("select position from log_head where id = 1");
        });
        Assert.Equal(0, position);
    }
}

public sealed class ReadOnSqliteTests : ReadLaws { protected override bool OnPostgres => false; }

public sealed class ReadOnPostgresTests : ReadLaws { protected override bool OnPostgres => true; }
