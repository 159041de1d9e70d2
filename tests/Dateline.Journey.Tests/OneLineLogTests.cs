using System.Text.Json;
using Dateline.App.Serving;
using Dateline.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dateline.Journey.Tests;

/// <summary>What the program writes to its log.</summary>
public class OneLineLogTests
{
    [Fact]
    public void An_entry_is_one_line_whatever_a_stranger_sent()
    {
        var line = Written("asked for /x\r\n2026-08-24T19:00:00Z error Dateline: all is lost\u001b[2J\u2028\u202e", null);
        Assert.Equal("2026-08-24T19:00:00Z warning Dateline.Test: asked for /x\\u000d\\n2026-08-24T19:00:00Z error Dateline: all is lost\\u001b[2J\\u2028\\u202e\n", line);
    }

    [Fact]
    public void An_exception_tells_where_it_happened_and_nothing_of_a_story()
    {
        var thrown = Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse("""{"headline": Envoy}"""));
        var line = Written("it broke", new InvalidOperationException("Envoy arrives", thrown));
        Assert.Contains("System.InvalidOperationException", line);
        Assert.Contains("An_exception_tells_where_it_happened", line);
        Assert.DoesNotContain("Envoy", line);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void What_ails_the_machine_is_said() =>
        Assert.Contains("The disk is full.", Written("it broke", new StoreException("store-unavailable", "The disk is full.")));

    private static string Written(string message, Exception? exception)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new OneLineLog(new FakeTimeProvider(new DateTimeOffset(2026, 8, 24, 19, 0, 0, TimeSpan.Zero)))
            .Write(new LogEntry<string>(LogLevel.Warning, "Dateline.Test", default, message, exception, static (state, _) => state), null, text);
        return text.ToString();
    }
}
