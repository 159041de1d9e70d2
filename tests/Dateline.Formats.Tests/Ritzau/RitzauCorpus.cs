namespace Dateline.Formats.Tests.Ritzau;

public sealed class RitzauCorpus
{
    public static TheoryData<string> Names => CorpusFiles.Names("ritzau");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name) => CorpusFiles.Check("ritzau", name);
}
