namespace Dateline.Formats.Tests.Jimi;

public sealed class JimiCorpus
{
    public static TheoryData<string> Names => CorpusFiles.Names("jimi");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name) => CorpusFiles.Check("jimi", name);
}
